import { handleAuthRequest } from "#auth/handle-auth-request.ts";

export const GET = handleAuthRequest;
export const POST = handleAuthRequest;
