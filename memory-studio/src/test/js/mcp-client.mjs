// Calls tools of an MCP server, one JSON line of the standard input at a time, and prints each answer as a JSON line.
// The argument is the URL of a server, or a command to start one.
import { createInterface } from "node:readline";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ResourceUpdatedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";

const [target, ...rest] = process.argv.slice(2);
const transport = target.startsWith("http")
  ? new StreamableHTTPClientTransport(new URL(target), {
      requestInit: { headers: process.env.MCP_TOKEN ? { Authorization: `Bearer ${process.env.MCP_TOKEN}` } : {} },
    })
  : new StdioClientTransport({ command: target, args: rest, stderr: "inherit" });
const client = new Client({ name: "npm", version: "1" }, { capabilities: {} });
const print = (value) => process.stdout.write(JSON.stringify(value) + "\n");

const methods = {
  tools: () => client.listTools(),
  call: (line) => client.callTool({ name: line.tool, arguments: line.arguments ?? {} }),
  read: (line) => client.readResource({ uri: line.uri }),
  prompt: (line) => client.getPrompt({ name: line.prompt, arguments: line.arguments ?? {} }),
  subscribe: (line) => client.subscribeResource({ uri: line.uri }),
};

client.setNotificationHandler(ResourceUpdatedNotificationSchema, (update) => print({ updated: update.params.uri }));
await client.connect(transport);
print({ connected: client.getServerVersion().name });
for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text);
  try {
    print({ result: await methods[line.method](line) });
  } catch (error) {
    print({ error: String(error.message) });
  }
}
await client.close();
