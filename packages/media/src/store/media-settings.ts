import { choice, secret, text } from "@careline/runtime";

/** Settings of the store of files: of all services that read or write files the same. */
export const mediaSettings = {
  store: choice("MEDIA_STORE", ["mongodb", "s3"], "mongodb"),
  s3: {
    endpoint: text("S3_ENDPOINT", ""),
    bucket: text("S3_BUCKET", ""),
    region: text("S3_REGION", ""),
    accessKeyId: secret("S3_ACCESS_KEY_ID", ""),
    secretAccessKey: secret("S3_SECRET_ACCESS_KEY", ""),
  },
};
