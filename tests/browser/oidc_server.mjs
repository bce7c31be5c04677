// A real log-in service for one test: whoever writes an address is that address, verified.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "samspil", client_secret: "a secret for tests", redirect_uris: [redirect] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified"), name: id }),
  }),
});
createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => console.log("ready"));
