export { createMcpEndpoint } from "./create-mcp-endpoint";
