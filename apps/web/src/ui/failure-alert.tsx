import { Alert, Button, Code, Stack, Text } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import { readFailure } from "./read-failure";

interface FailureAlertProps {
  /** What was thrown; nothing is shown for null and undefined. */
  error: unknown;
  /** Inputs that show their own errors: a failure about these alone is not shown twice. */
  fields?: readonly string[];
  onRetry?: () => void;
}

/**
 * A failed call: what happened, what to do next, and the request id to find in the server's log.
 * Read out when it appears.
 */
export function FailureAlert({ error, fields = [], onRetry }: FailureAlertProps) {
  if (error === null || error === undefined) return null;
  const failure = readFailure(error);
  const told = Object.keys(failure.fields);
  if (told.length > 0 && told.every((path) => fields.includes(path))) return null;
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertCircle />}
      title={failure.message}
      styles={{ message: { color: "inherit" } }}
    >
      <Stack gap={6} align="flex-start">
        <Text fz="sm">{failure.nextStep}</Text>
        {failure.requestId && (
          <Text fz="xs">
            Request <Code>{failure.requestId}</Code>
          </Text>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
