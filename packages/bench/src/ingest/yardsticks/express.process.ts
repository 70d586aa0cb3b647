import express from "express";
import { MongoClient } from "mongodb";
import { connectedProducer, isSigned, keyOf, port, topic } from "./door.ts";

// What a team writes first: express, one awaited send for each webhook; with MONGODB_URI also a document before the 200.
const producer = await connectedProducer();
const uri = process.env["MONGODB_URI"];
const inbox =
  uri === undefined ? undefined : (await new MongoClient(uri).connect()).db("yardstick").collection("inbox");
const rawJson = express.raw({ type: "application/json", limit: "3mb" });

const app = express().post("/webhooks/whatsapp", rawJson, async (request, response) => {
  const body = request.body as Buffer;
  if (!isSigned(body, request.get("x-hub-signature-256"))) return response.sendStatus(401);
  const key = keyOf(body);
  await inbox?.insertOne({ key, body, at: new Date() });
  await producer.send({ topic, messages: [{ key, value: body }] });
  return response.sendStatus(200);
});

app.listen(port, "127.0.0.1", () => process.send?.("ready"));
