import { useQuery } from '@tanstack/react-query';
import { getHeatPicture } from '../api/calls';
import { useApi } from '../api/context';
import { Card } from '../frame/Card';
import { useObjectUrl } from '../frame/useObjectUrl';
import { words } from '../words';
import classes from './HeatCard.module.css';

/** Where in its picture the device saw people today; nothing for a device without such pictures. */
export function HeatCard({ sensorId }: { sensorId: string }) {
  const w = words().heat;
  const api = useApi();
  const picture = useQuery({ queryKey: ['heat', sensorId], queryFn: ({ signal }) => getHeatPicture(api, sensorId, signal), refetchInterval: 300_000, staleTime: 60_000 });
  const url = useObjectUrl(picture.data);
  if (!picture.data || url === null) return null;
  return (
    <Card title={w.title} note={w.note} testId="heat">
      <img src={url} alt={w.alt} className={classes.picture} />
    </Card>
  );
}
