import { createContext, useContext } from 'react';
import type { LiveConnection } from './connection';

export const LiveContext = createContext<LiveConnection | null>(null);

export function useLive(): LiveConnection {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive was called outside the signed-in part of the app.');
  return live;
}
