import type { ReactNode, Ref } from 'react';
import type { FloorPlan } from '../api/types';
import { useObjectUrl } from '../frame/useObjectUrl';
import classes from './Plans.module.css';
import { usePlanPicture } from './queries';

/** A store's plan with whatever lies over it, placed in shares of its width and height. */
export function PlanPicture({ plan, alt, children, ref }: { plan: FloorPlan; alt: string; children?: ReactNode; ref?: Ref<HTMLDivElement> }) {
  const url = useObjectUrl(usePlanPicture(plan).data);
  return (
    <div ref={ref} className={classes.plan} style={{ aspectRatio: `${plan.width} / ${plan.height}`, maxWidth: `calc(70vh * ${plan.width / plan.height})` }} data-testid="plan">
      {url && <img src={url} alt={alt} draggable={false} />}
      {children}
    </div>
  );
}
