import type { Result } from '../../api/client';
import { etagOf } from '../api';
import { type At, calendar } from './api';
import type { Gathering, OccurrenceDetail } from './types';

/** One occurrence with the gathering it belongs to, each with the version an edit builds on. */
export interface One {
  readonly detail: OccurrenceDetail;
  readonly gathering: Gathering;
  readonly etag: string;
  readonly gatheringEtag: string;
}

/** Reads both at once. */
export async function readOne(which: At): Promise<Result<One>> {
  const [detail, gathering] = await Promise.all([
    calendar.occurrence(which),
    calendar.gathering(which.gathering_id),
  ]);
  if (!detail.ok) return detail;
  if (!gathering.ok) return gathering;
  return {
    ok: true,
    etag: null,
    value: {
      detail: detail.value,
      gathering: gathering.value,
      etag: detail.etag ?? etagOf(detail.value),
      gatheringEtag: gathering.etag ?? etagOf(gathering.value),
    },
  };
}
