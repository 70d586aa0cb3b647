import { h } from "../ui/dom.ts";

/** A little landscape, drawn here: a photo without having one. */
export async function samplePhoto(): Promise<Blob> {
  const canvas = h("canvas", { width: 480, height: 320 });
  const paint = canvas.getContext("2d");
  if (paint !== null) drawLandscape(paint);
  return blobOf(canvas, "image/png");
}

function drawLandscape(paint: CanvasRenderingContext2D): void {
  const sky = paint.createLinearGradient(0, 0, 0, 320);
  sky.addColorStop(0, "#7cc4e8");
  sky.addColorStop(1, "#fde7c0");
  paint.fillStyle = sky;
  paint.fillRect(0, 0, 480, 320);
  paint.fillStyle = "#fff3b8";
  paint.arc(360, 90, 34, 0, 7);
  paint.fill();
  for (const [color, top, wave] of [
    ["#6fae8f", 200, 60],
    ["#3f8a70", 240, 40],
    ["#1f6152", 280, 30],
  ] as const) {
    paint.fillStyle = color;
    paint.beginPath();
    paint.moveTo(0, 320);
    for (let x = 0; x <= 480; x += 8) paint.lineTo(x, top - wave * Math.sin(x / (60 + wave) + top));
    paint.lineTo(480, 320);
    paint.fill();
  }
}

/** An emoji as large as stickers are: 512 pixels square. A browser that cannot write WebP answers a PNG. */
export async function stickerOf(emoji: string): Promise<Blob> {
  const canvas = h("canvas", { width: 512, height: 512 });
  const paint = canvas.getContext("2d");
  if (paint !== null) {
    paint.font = "380px sans-serif";
    paint.textAlign = "center";
    paint.textBaseline = "middle";
    paint.fillText(emoji, 256, 280);
  }
  return blobOf(canvas, "image/webp");
}

async function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type));
  return blob ?? new Blob();
}

/** One page that says what it is. */
export function sampleDocument(): Blob {
  const text = "BT /F1 24 Tf 72 720 Td (Referral letter \\(sample\\)) Tj ET";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let pdf = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${pdf.length}\n%%EOF\n`;
  return new Blob([pdf + table + end], { type: "application/pdf" });
}

/** A file that lies beside this page. */
export async function storedSample(name: "clip.mp4" | "voice.ogg" | "sticker.webp"): Promise<Blob> {
  const answer = await fetch(`/phone/samples/${name}`);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.blob();
}
