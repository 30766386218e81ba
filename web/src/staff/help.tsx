import { useState } from 'preact/hooks';
import { language } from '../texts';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { EmptyState } from '../ui/EmptyState';
import { toast } from '../ui/Toast';
import { api, etagOf, type HelpResource } from './api';
import { dateText } from './dates';
import { sentenceFor, useForm } from './form';
import { HelpForm, isLasting } from './help-form';
import { useLoad } from './load';
import { About, FormMessage, StaffPage, Tag, WhenReady } from './parts';
import { type StaffKey, T, w } from './words';

const KINDS: Readonly<Record<HelpResource['kind'], StaffKey>> = {
  emergency: 'helpKind_emergency',
  phone: 'helpKind_phone',
  chat: 'helpKind_chat',
  web: 'helpKind_web',
  place: 'helpKind_place',
};

/** The name in the language on screen. */
const nameOf = (row: HelpResource): string =>
  language.value === 'en' && row.name_en !== '' ? row.name_en : row.name_ja;

interface RowProps {
  readonly row: HelpResource;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}

function Checked({ row }: { readonly row: HelpResource }) {
  return (
    <span class="st-tags">
      {row.hidden && <Tag k="helpHidden" tone="past" />}
      {row.verified_on === null ? (
        <Tag k="helpNeverVerified" tone="care" />
      ) : (
        <>
          {row.stale && <Tag k="helpStale" tone="care" />}
          <small>
            <T k="helpVerifiedOn" words={{ date: dateText(row.verified_on) }} />
          </small>
        </>
      )}
    </span>
  );
}

function Row({ row, onEdit, onChanged }: RowProps) {
  const form = useForm();
  const name = nameOf(row);
  const id = row.help_resource_id;
  const hours = language.value === 'en' && row.hours_en ? row.hours_en : row.hours_ja;

  async function verify() {
    form.clear();
    const result = await form.send(['verify', id, row.version], (key) => api.verifyHelpResource(id, key));
    if (result.ok) toast(w('helpVerifiedNow', { name }));
    else form.refuse({}, sentenceFor(result.problem));
    if (result.ok) onChanged();
  }
  async function show(version: number) {
    const result = await form.send(['show', id, version], () =>
      api.updateHelpResource(id, etagOf({ version }), { hidden: false }),
    );
    if (result.ok) toast(w('helpShownNow', { name }));
    else form.refuse({}, sentenceFor(result.problem));
    onChanged();
  }
  async function hide() {
    form.clear();
    const result = await form.send(['hide', id, row.version], () => api.hideHelpResource(id));
    if (result.ok)
      toast(w('helpHiddenNow', { name }), { label: w('undo'), run: () => show(row.version + 1) });
    else form.refuse({}, sentenceFor(result.problem));
    if (result.ok) onChanged();
  }

  return (
    <Card>
      <div class="st-contact">
        <div class="st-line-text">
          <h2>{name}</h2>
          <p class="st-hint">
            <T k={KINDS[row.kind]} />
            {hours !== '' && ` / ${hours}`}
          </p>
          {row.number && <p class="st-number">{row.number}</p>}
          {row.url && (
            <p>
              <a href={row.url} target="_blank" rel="noreferrer">
                {row.url.replace(/^https:\/\//, '')}
              </a>
            </p>
          )}
          <Checked row={row} />
          <FormMessage text={form.message} />
        </div>
        <div class="st-contact-do">
          <Button label={w('helpVerify')} icon={<About name={name} />} busy={form.busy} onPress={verify} />
          <div class="st-pair">
            <Button kind="quiet" label={w('helpEdit')} icon={<About name={name} />} onPress={onEdit} />
            {row.hidden && (
              <Button
                kind="quiet"
                label={w('helpShow')}
                icon={<About name={name} />}
                onPress={() => show(row.version)}
              />
            )}
            {!row.hidden && !isLasting(row) && (
              <Button kind="quiet" label={w('helpHide')} icon={<About name={name} />} onPress={hide} />
            )}
          </div>
        </div>
      </div>
    </Card>
  );
}

/** Help contacts: each with the day it was checked. What needs checking comes first. */
export function Help() {
  const list = useLoad('help', api.helpResources);
  const [editing, setEditing] = useState<string | null>(null);
  function done() {
    setEditing(null);
    list.reload();
  }
  return (
    <StaffPage title="helpTitle" lead="helpLead" at="/help">
      <WhenReady of={list}>
        {({ items }) => {
          const rows = [...items].sort((a, b) => a.sort_order - b.sort_order);
          const stale = rows.filter((row) => row.stale && !row.hidden).length;
          return (
            <>
              <div class="st-bar">
                <p>
                  {rows.length > 0 &&
                    (stale > 0 ? <T k="helpStaleCount" words={{ n: stale }} /> : <T k="helpAllFresh" />)}{' '}
                  {stale > 0 && <T k="helpVerifyHow" />}
                </p>
                {editing !== 'new' && (
                  <Button label={w('helpAdd')} wide={false} onPress={() => setEditing('new')} />
                )}
              </div>
              {editing === 'new' && (
                <HelpForm
                  row={null}
                  order={(rows.at(-1)?.sort_order ?? 0) + 1}
                  onDone={done}
                  onCancel={() => setEditing(null)}
                />
              )}
              {rows.length === 0 && editing === null && (
                <EmptyState text={`${w('helpEmptyTitle')}。${w('helpEmptyLead')}`} />
              )}
              <ul class="st-contacts">
                {rows.map((row) => (
                  <li
                    key={row.help_resource_id}
                    class={editing === row.help_resource_id ? 'st-whole' : undefined}
                  >
                    {editing === row.help_resource_id ? (
                      <HelpForm
                        row={row}
                        order={row.sort_order}
                        onDone={done}
                        onCancel={() => setEditing(null)}
                      />
                    ) : (
                      <Row
                        row={row}
                        onEdit={() => setEditing(row.help_resource_id)}
                        onChanged={list.reload}
                      />
                    )}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </WhenReady>
    </StaffPage>
  );
}
