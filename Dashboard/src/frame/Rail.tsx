import { IconBuildingStore, IconDeviceCctv } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { Mark } from './Mark';
import classes from './Rail.module.css';

const PLACES = [
  { href: '/', label: 'Fleet', icon: IconBuildingStore, holds: (path: string) => path === '/' || path.startsWith('/stores') },
  { href: '/sensors', label: 'Sensors', icon: IconDeviceCctv, holds: (path: string) => path.startsWith('/sensors') },
];

export function Rail() {
  const [path] = useLocation();
  return (
    <nav className={classes.rail} aria-label="Main">
      <Link href="/" className={classes.mark} aria-label="RetailOrleans, to the fleet"><Mark /></Link>
      {PLACES.map(({ href, label, icon: Icon, holds }) => (
        <Link key={href} href={href} className={classes.place} aria-current={holds(path) ? 'page' : undefined}>
          <Icon size={24} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
