import { startHouse } from "../house.ts";

/** A house in a process of its own, to be killed: not `start.ts`, which would write over the local.json of a house that runs. */
const [data = "", isReal] = process.argv.slice(2);
const house = await startHouse({ data, port: 0, real: isReal === "real", fresh: false });
process.send?.({ local: house.local, mongo: house.mongo });

// The storm asks for the end by closing the channel, and so does its own death.
process.once("disconnect", () => {
  void house.stop().then(() => process.exit(0));
});
