import { useEffect } from 'preact/hooks';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Choice } from '../ui/Choice';
import { Field } from '../ui/Field';
import { toast } from '../ui/Toast';
import { api, etagOf, type HelpResource } from './api';
import { EditConflict, type Saved, useEdit } from './edit';
import type { FieldErrors, FieldRule } from './form';
import { FormMessage } from './parts';
import { type StaffKey, T, w } from './words';

type Kind = HelpResource['kind'];
type Fields =
  | 'name_ja'
  | 'yomi'
  | 'name_en'
  | 'kind'
  | 'number'
  | 'url'
  | 'hours_ja'
  | 'hours_en'
  | 'region'
  | 'sort_order';
type Text = Record<Fields, string>;

const KINDS: readonly Kind[] = ['emergency', 'phone', 'chat', 'web', 'place'];
const LABELS: Readonly<Record<Fields, StaffKey>> = {
  name_ja: 'helpNameJa',
  yomi: 'helpYomi',
  name_en: 'helpNameEn',
  kind: 'helpKind',
  number: 'helpNumber',
  url: 'helpUrl',
  hours_ja: 'helpHoursJa',
  hours_en: 'helpHoursEn',
  region: 'helpRegion',
  sort_order: 'helpOrder',
};
const RULES: Readonly<Record<string, FieldRule>> = {
  '/name_ja': { field: 'name_ja' },
  '/yomi': { field: 'yomi' },
  '/name_en': { field: 'name_en' },
  '/kind': { field: 'kind' },
  '/number': { field: 'number', format: 'fNumber' },
  '/url': { field: 'url', format: 'fUrl' },
  '/hours_ja': { field: 'hours_ja' },
  '/hours_en': { field: 'hours_en' },
  '/region': { field: 'region', format: 'helpRegionHint' },
  '/sort_order': { field: 'sort_order' },
};

const LASTING = ['119', '110'];

/** 119 and 110 stay on every help screen: they can not be hidden, and their number and kind do not change. */
export const isLasting = (row: HelpResource | null): boolean =>
  row?.kind === 'emergency' && LASTING.includes(row.number ?? '');

function textOf(row: HelpResource | null, order: number): Text {
  return {
    name_ja: row?.name_ja ?? '',
    yomi: row?.yomi ?? '',
    name_en: row?.name_en ?? '',
    kind: row?.kind ?? 'phone',
    number: row?.number ?? '',
    url: row?.url ?? '',
    hours_ja: row?.hours_ja ?? '',
    hours_en: row?.hours_en ?? '',
    region: row?.region ?? 'JP',
    sort_order: String(row?.sort_order ?? order),
  };
}

/** Full-width digits and every kind of dash are taken as meant. */
function tidyNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‐‑–−ー]/g, '-')
    .trim();
}

function bodyOf(text: Text) {
  return {
    name_ja: text.name_ja.trim(),
    yomi: text.yomi.trim(),
    name_en: text.name_en.trim(),
    kind: KINDS.find((kind) => kind === text.kind) ?? 'phone',
    number: tidyNumber(text.number) || null,
    url: text.url.trim() || null,
    hours_ja: text.hours_ja.trim(),
    hours_en: text.hours_en.trim() || null,
    region: text.region.normalize('NFKC').trim().toUpperCase() || 'JP',
    sort_order: Number(text.sort_order.normalize('NFKC')),
  };
}

function check(text: Text): FieldErrors {
  const errors: Record<string, string> = {};
  if (text.name_ja.trim() === '') errors.name_ja = w('fRequired');
  if ((text.kind === 'phone' || text.kind === 'emergency') && text.number.trim() === '')
    errors.number = w('fRequired');
  if ((text.kind === 'chat' || text.kind === 'web') && text.url.trim() === '') errors.url = w('fRequired');
  if (text.url.trim() !== '' && !/^https:\/\/\S+$/.test(text.url.trim())) errors.url = w('fUrl');
  if (!/^[\d +#-]*$/.test(tidyNumber(text.number))) errors.number = w('fNumber');
  if (!/^\d{1,4}$/.test(text.sort_order.normalize('NFKC').trim())) errors.sort_order = w('helpOrderHint');
  return errors;
}

function kindWord(field: string, value: string): string {
  const kind = field === 'kind' && KINDS.find((one) => one === value);
  return kind ? w(`helpKind_${kind}`) : value;
}

interface HelpFormProps {
  /** The contact to edit, or null for a new one. */
  readonly row: HelpResource | null;
  readonly order: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Writes one help contact. Someone else may be doing the same: then both texts are shown. */
export function HelpForm({ row, order, onDone, onCancel }: HelpFormProps) {
  const saved = (one: HelpResource | null): Saved<Text, HelpResource | null> => ({
    values: textOf(one, order),
    etag: one ? etagOf(one) : '',
    row: one,
  });
  const edit = useEdit<Text, HelpResource | null>({
    draft: `help.${row?.help_resource_id ?? 'new'}`,
    saved: saved(row),
    rules: RULES,
    check,
    send: (text, etag, key) =>
      row
        ? api.updateHelpResource(row.help_resource_id, etag, bodyOf(text))
        : api.createHelpResource(bodyOf(text), key),
    async again() {
      const fresh = await api.helpResources();
      if (!fresh.ok) return fresh;
      const found = fresh.value.items.find((one) => one.help_resource_id === row?.help_resource_id);
      if (found) return { ok: true, value: saved(found), etag: null };
      return { ok: false, problem: { type: 'not-found', title: '', status: 404 } };
    },
    onSaved(written) {
      if (written) toast(w('helpSaved', { name: written.name_ja }));
      onDone();
    },
  });
  const { values, form } = edit;
  const lasting = isLasting(row);
  useEffect(() => form.ref.current?.querySelector('input')?.focus(), [form.ref]);

  const field = (
    name: Fields,
    hint?: StaffKey,
    rest?: { latin?: boolean; inputMode?: 'tel' | 'url' | 'numeric' },
  ) => (
    <Field
      label={w(LABELS[name])}
      hint={hint && w(hint)}
      value={values[name]}
      onInput={(text) => edit.set(name, text)}
      problem={form.errors[name]}
      {...rest}
    />
  );
  return (
    <form ref={form.ref} noValidate onSubmit={edit.submit}>
      <Card title={w(row ? 'helpEditTitle' : 'helpNewTitle')}>
        <div class="st-fields">
          {field('name_ja')}
          {field('yomi', 'helpYomiHint')}
          {!lasting && field('number', 'helpNumberHint', { latin: true, inputMode: 'tel' })}
          {field('url', 'helpUrlHint', { latin: true, inputMode: 'url' })}
          {field('hours_ja', 'helpHoursJaHint')}
          {field('hours_en', 'optional')}
          {field('name_en', 'optional')}
          {field('region', 'helpRegionHint', { latin: true })}
          {field('sort_order', 'helpOrderHint', { latin: true, inputMode: 'numeric' })}
        </div>
        {lasting ? (
          <p class="st-hint">
            <T k="helpLasting" />
          </p>
        ) : (
          <Choice<Kind>
            legend={w('helpKind')}
            layout="row"
            value={KINDS.find((kind) => kind === values.kind) ?? 'phone'}
            onChoose={(kind) => edit.set('kind', kind)}
            options={KINDS.map((value) => ({ value, label: w(`helpKind_${value}`) }))}
          />
        )}
        <p class="st-hint">{edit.restored && edit.changed ? <T k="draftKept" /> : <T k="helpChanged" />}</p>
        <FormMessage text={form.message} />
        {edit.theirs ? (
          <EditConflict edit={edit} labels={LABELS} say={kindWord} />
        ) : (
          <div class="st-row">
            <Button kind="primary" submit busy={form.busy} label={w('save')} />
            <Button
              label={w('cancel')}
              onPress={() => {
                edit.discard();
                onCancel();
              }}
            />
          </div>
        )}
      </Card>
    </form>
  );
}
