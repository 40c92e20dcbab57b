// The server killed again and again, at any moment of what it does. More of it:
// KILLS=200 SEEDS=1,2,3 node --test tests/console/server/kills.test.mjs
import test from "node:test";
import { Kills } from "./helpers/kills.mjs";
import { serveUpstream } from "./helpers/upstream.mjs";

const { KILLS = "6", SEEDS = "2,5" } = process.env;

for (const seed of SEEDS.split(",").map(Number)) {
  test(`killed ${KILLS} times by seed ${seed}, no customer is lost, and none is made twice`, async (context) => {
    await new Kills(context, await serveUpstream(context), seed).run(Number(KILLS));
  });
}
