export { createMcpDoor } from "./create-mcp-door";
