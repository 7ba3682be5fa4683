import { Anchor, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { words } from '../words';

export function NotFound({ what }: { what: 'page' | 'store' | 'sensor' }) {
  const w = words().notFound;
  return (
    <div>
      <Title order={1} size="h2">{w.title}</Title>
      <Text mt="xs" c="dimmed">{w[what]}</Text>
      <Anchor component={Link} href="/" mt="md" display="inline-block">{w.toFleet}</Anchor>
    </div>
  );
}
