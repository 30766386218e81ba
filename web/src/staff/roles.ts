import { computed } from '@preact/signals';
import { me } from '../session';
import type { Role } from './api';
import { type StaffKey, w } from './words';

/** Every role, from the widest circle to the narrowest. */
export const ROLES: readonly Role[] = ['member', 'supporter', 'staff', 'admin'];

const NAMES: Readonly<Record<Role, StaffKey>> = {
  member: 'roleMember',
  supporter: 'roleSupporter',
  staff: 'roleStaff',
  admin: 'roleAdmin',
};
const HINTS: Readonly<Record<Role, StaffKey>> = {
  member: 'roleMemberHint',
  supporter: 'roleSupporterHint',
  staff: 'roleStaffHint',
  admin: 'roleAdminHint',
};

/** The word for a role. */
export const roleName = (role: Role): string => w(NAMES[role]);

/** One sentence about a role. */
export const roleHint = (role: Role): string => w(HINTS[role]);

/** Whether the person in front of the screen may change roles and the facility. The server decides; this only hides buttons. */
export const isAdmin = computed(() => me.value?.roles.includes('admin') ?? false);

/** Whether a person has a role that needs a password and an app. */
export const needsCredentials = (roles: readonly Role[]): boolean =>
  roles.includes('staff') || roles.includes('admin');

/** Whether the person in front of the screen belongs to the staff. */
export const isStaff = computed(() => isAdmin.value || (me.value?.roles.includes('staff') ?? false));
