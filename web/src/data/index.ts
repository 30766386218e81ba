/**
 * The data of the app, offline first: a write is durable on this phone before its promise resolves, a read never needs the
 * network. Help resources are apart (`./help`), so that their built-in rows load with the help screen only.
 */

export { calendarMonth } from './calendar-month';
export {
  type CheckinPatch,
  checkin,
  checkinsBetween,
  checkinsOfDay,
  editCheckin,
  type LocalCheckin,
  type NewCheckin,
  removeCheckin,
  saveCheckin,
  undoRemoveCheckin,
  undoSaveCheckin,
} from './checkins';
export { draft, dropDraft, keepDraft } from './drafts';
export { items, setItems, setWords, words } from './lists';
export { preferences, saveMe, savePreferences } from './prefs';
export { changes, unsent } from './sync';
export { discard, keepBoth, retry, type TrayEntry, tray } from './tray';
export {
  editWin,
  type LocalWin,
  type NewWin,
  removeWin,
  saveWin,
  undoRemoveWin,
  undoSaveWin,
  winsBetween,
} from './wins';
