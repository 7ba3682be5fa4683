import { useEffect, useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useShortcuts } from '../frame/useShortcuts';
import { useTitle } from '../frame/useTitle';
import { useConnection } from '../live/hooks';
import { connectionWord } from '../logic/connection';
import { clock } from '../logic/time';
import { useNow } from '../logic/useNow';
import { wallPages } from '../logic/wallPages';
import { words } from '../words';
import { FleetTotals } from './FleetTotals';
import { useFleet } from './useFleet';
import { useTilesThatFit } from './useTilesThatFit';
import classes from './WallPage.module.css';
import { WallTile } from './WallTile';

/** Each region stays this long, unless the address says otherwise (?every=30). */
const EVERY_SECONDS = 20;

/** The fleet on a wall: the whole screen, no chrome, regions in turn, readable from across the room. */
export function WallPage() {
  const w = words().fleet;
  useTitle(w.wall);
  const [parameters] = useSearchParams();
  const [, navigate] = useLocation();
  const every = Math.max(5, Number(parameters.get('every')) || EVERY_SECONDS);
  const { stores, shown } = useFleet('', parameters.get('region'), 'attention');
  const [box, room] = useTilesThatFit<HTMLDivElement>();
  const pages = useMemo(() => wallPages(shown, room.most), [shown, room.most]);
  const { columns, tileHeight } = room.grid(Math.max(1, ...pages.map((one) => one.entries.length)));
  const [turn, setTurn] = useState(0);
  const status = useConnection();
  const now = useNow();

  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), every * 1000);
    return () => clearInterval(timer);
  }, [every]);
  useShortcuts({
    Escape: () => navigate('/'),
    w: () => navigate('/'),
    ArrowRight: () => setTurn((before) => before + 1),
    ArrowLeft: () => setTurn((before) => before - 1),
    f: () => void document.documentElement.requestFullscreen().catch(() => undefined),
  });

  const at = pages.length === 0 ? 0 : ((turn % pages.length) + pages.length) % pages.length;
  const page = pages[at];
  return (
    <main className={classes.wall} id="content">
      <div className={classes.head}>
        <div>
          <h1>{page?.region === '' ? w.noRegion : (page?.region ?? w.title)}{page && page.parts > 1 && <span> {page.part}/{page.parts}</span>}</h1>
          <p role="status" data-phase={status.phase}>{connectionWord(status, now)} · {clock(now)}</p>
        </div>
        <FleetTotals />
      </div>
      <div ref={box} className={classes.tiles} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridAutoRows: `${tileHeight}px` }}>
        {page?.entries.map(({ store, sensors }) => <WallTile key={store.id} store={store} sensors={sensors} />)}
        {stores.data?.length === 0 && <p>{w.emptyTitle}</p>}
      </div>
      {pages.length > 1 && <div className={classes.turn} aria-hidden key={turn} style={{ animationDuration: `${every}s` }} />}
      <button type="button" className={classes.leave} onClick={() => navigate('/')}>{w.leaveWall}</button>
    </main>
  );
}
