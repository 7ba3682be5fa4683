import { Anchor, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

const WHY = {
  page: 'Nothing is at this address.',
  store: 'There is no store here, or your token may not see it.',
  sensor: 'There is no sensor here, or your token may not see it.',
};

export function NotFound({ what }: { what: keyof typeof WHY }) {
  return (
    <div>
      <Title order={1} size="h2">Not found</Title>
      <Text mt="xs" c="dimmed">{WHY[what]}</Text>
      <Anchor component={Link} href="/" mt="md" display="inline-block">Go to the fleet</Anchor>
    </div>
  );
}
