import { handleAuthRequest } from "../../../../auth/handle-auth-request";

export const GET = handleAuthRequest;
export const POST = handleAuthRequest;
