import { fc, test } from "@fast-check/vitest";
import { Partitioners } from "kafkajs";
import { expect } from "vitest";
import { partitionOf } from "./partition-of.ts";

const kafkas = Partitioners.DefaultPartitioner();
const six = Array.from({ length: 6 }, (_, partitionId) => ({ partitionId, leader: 1 }));

test.prop([fc.string({ unit: "binary" })])("a key goes to the partition that kafkajs would choose", (key) => {
  const theirs = kafkas({
    topic: "t",
    partitionMetadata: six.map((one) => ({ ...one, partitionErrorCode: 0, replicas: [1], isr: [1] })),
    message: { key, value: null },
  });
  expect(partitionOf(key, 6)).toBe(theirs);
});
