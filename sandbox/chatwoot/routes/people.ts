import { empty, json, type Answer } from '../../core/answer.ts';
import type { Route } from '../../core/service.ts';
import { done, notAllowed, validated } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { membersOf, mustExist, usersWith } from '../members.ts';
import type { Definition, Label, Team, User } from '../types.ts';
import { flagOrNull, iso, isBlank, textOrNull } from '../values.ts';
import { shownAgent, shownLabel, shownTeam } from '../views/people.ts';
import { accountRoutes, found, unwrapped, type Ask, type Endpoint } from './access.ts';

type Values = Readonly<Record<string, unknown>>;

const blank = { says: 'must not be blank' } as const;
const taken = { says: 'has already been taken' } as const;

/** In the order of their numbers. */
const DISPLAY_TYPES = ['text', 'number', 'currency', 'percent', 'link', 'date', 'list', 'checkbox'];
const MODELS = ['conversation_attribute', 'contact_attribute'] as const;

/** A word, also given as its number. */
const wordOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
	words.find((word, number) => word === value || String(number) === String(value));

/** Agents, teams, labels, canned responses and custom attributes. */
export const peopleRoutes = (installation: Installation): readonly Route[] => {
	const { state, now } = installation;

	const colleagues = (): User[] => [...state.users.values()].filter((user) => user.account_id === 1);

	const setTeam = (team: Team, values: Values): void => {
		const name = 'name' in values ? (textOrNull(values.name) ?? '').toLowerCase() : team.name;
		const isTaken = [...state.teams.values()].some((other) => other !== team && other.name === name);
		validated(name === '' && { attribute: 'name', ...blank }, isTaken && { attribute: 'name', ...taken });
		team.name = name;
		if ('description' in values) team.description = textOrNull(values.description);
		team.allow_auto_assign = flagOrNull(values.allow_auto_assign) ?? team.allow_auto_assign;
		team.updated_at = now();
	};

	const createTeam = (ask: Ask): Answer => {
		const at = now();
		const team: Team = {
			id: state.next('team'),
			name: '',
			description: null,
			allow_auto_assign: true,
			members: new Set(),
			created_at: at,
			updated_at: at,
		};
		setTeam(team, unwrapped(ask, 'team'));
		state.teams.set(team.id, team);
		return json(shownTeam(team, ask.user));
	};

	const teamOf = (ask: Ask): Team => found(state.teams, ask.call.params.id, ask);

	const changeMembers =
		(apply: (team: Team, ids: readonly number[]) => void) =>
		(ask: Ask): Answer => {
			const team = teamOf(ask);
			if (ask.user?.role === 'agent') throw notAllowed();
			apply(
				team,
				mustExist(usersWith(installation, ask.values.user_ids)).map(({ id }) => id),
			);
			return json(membersOf(installation, team).map(shownAgent));
		};

	const setLabel = (label: Label, values: Values): void => {
		const title = 'title' in values ? (textOrNull(values.title) ?? '').toLowerCase() : label.title;
		const isTaken = [...state.labels.values()].some((other) => other !== label && other.title === title);
		validated(
			title === '' && { attribute: 'title', ...blank },
			title !== '' && !/^[\p{L}\p{N}_-]+$/u.test(title) && { attribute: 'title', says: 'is invalid' },
			isTaken && { attribute: 'title', ...taken },
		);
		label.title = title;
		if ('description' in values) label.description = textOrNull(values.description);
		label.color = textOrNull(values.color) ?? label.color;
		label.show_on_sidebar = flagOrNull(values.show_on_sidebar) ?? label.show_on_sidebar;
	};

	const createLabel = (ask: Ask): Answer => {
		const label: Label = {
			id: state.next('label'),
			title: '',
			description: null,
			color: '#1f93ff',
			show_on_sidebar: null,
		};
		setLabel(label, unwrapped(ask, 'label'));
		state.labels.set(label.id, label);
		return json(shownLabel(label));
	};

	const createCannedResponse = (ask: Ask): Answer => {
		const values = unwrapped(ask, 'canned_response');
		const code = textOrNull(values.short_code) ?? '';
		const content = textOrNull(values.content) ?? '';
		validated(
			content === '' && { attribute: 'content', says: "can't be blank" },
			code === '' && { attribute: 'short_code', says: "can't be blank" },
			[...state.cannedResponses.values()].some((other) => other.short_code === code) && {
				attribute: 'short_code',
				...taken,
			},
		);
		const at = now();
		const response = {
			id: state.next('canned response'),
			short_code: code,
			content,
			created_at: at,
			updated_at: at,
		};
		state.cannedResponses.set(response.id, response);
		return json({ account_id: 1, ...response, created_at: iso(at), updated_at: iso(at) });
	};

	const listCannedResponses = ({ call }: Ask): Answer => {
		const { search } = call.query;
		const text = typeof search === 'string' ? search.toLowerCase() : '';
		const fitting = [...state.cannedResponses.values()].filter(({ short_code: code, content }) =>
			[code, content].some((value) => value.toLowerCase().includes(text)),
		);
		return json(
			fitting.map(({ created_at: created, updated_at: updated, ...response }) => ({
				account_id: 1,
				...response,
				created_at: iso(created),
				updated_at: iso(updated),
			})),
		);
	};

	const shownDefinition = (definition: Definition): object => ({
		...definition,
		default_value: null,
		created_at: iso(definition.created_at),
		updated_at: iso(definition.updated_at),
	});

	const define = (ask: Ask): Answer => {
		const values = unwrapped(ask, 'custom_attribute_definition');
		const key = textOrNull(values.attribute_key) ?? '';
		const name = textOrNull(values.attribute_display_name) ?? '';
		const model = wordOf(MODELS, values.attribute_model) ?? 'conversation_attribute';
		const isTaken = [...state.definitions.values()].some(
			(other) => other.attribute_key === key && other.attribute_model === model,
		);
		validated(
			name === '' && { attribute: 'attribute_display_name', says: "can't be blank" },
			key === '' && { attribute: 'attribute_key', says: "can't be blank" },
			isTaken && { attribute: 'attribute_key', ...taken },
		);
		const at = now();
		const definition: Definition = {
			id: state.next('definition'),
			attribute_display_name: name,
			attribute_display_type: wordOf(DISPLAY_TYPES, values.attribute_display_type) ?? 'text',
			attribute_description: textOrNull(values.attribute_description),
			attribute_key: key,
			regex_pattern: textOrNull(values.regex_pattern),
			regex_cue: textOrNull(values.regex_cue),
			attribute_values: Array.isArray(values.attribute_values) ? values.attribute_values : [],
			attribute_model: model,
			created_at: at,
			updated_at: at,
		};
		state.definitions.set(definition.id, definition);
		return json(shownDefinition(definition));
	};

	const remove =
		(things: Map<number, unknown>, answer = done()) =>
		(ask: Ask): Answer => {
			found(things, ask.call.params.id, ask);
			things.delete(Number(ask.call.params.id));
			return answer;
		};

	const teams: readonly Endpoint[] = [
		{ method: 'GET', path: '/agents', handle: () => json(colleagues().map(shownAgent)) },
		{
			method: 'GET',
			path: '/teams',
			handle: ({ user }) => json([...state.teams.values()].map((team) => shownTeam(team, user))),
		},
		{ method: 'POST', path: '/teams', body: 'team', administrator: true, handle: createTeam },
		{ method: 'GET', path: '/teams/:id', handle: (ask) => json(shownTeam(teamOf(ask), ask.user)) },
		{
			method: ['PATCH', 'PUT'],
			path: '/teams/:id',
			body: 'team',
			administrator: true,
			handle: (ask) => {
				const team = teamOf(ask);
				setTeam(team, unwrapped(ask, 'team'));
				return json(shownTeam(team, ask.user));
			},
		},
		{ method: 'DELETE', path: '/teams/:id', administrator: true, handle: remove(state.teams) },
		{
			method: 'GET',
			path: '/teams/:id/team_members',
			handle: (ask) => json(membersOf(installation, teamOf(ask)).map(shownAgent)),
		},
		{
			method: 'POST',
			path: '/teams/:id/team_members',
			body: 'members',
			handle: changeMembers((team, ids) => ids.forEach((id) => team.members.add(id))),
		},
		{
			method: 'DELETE',
			path: '/teams/:id/team_members',
			body: 'members',
			handle: (ask) => {
				changeMembers((team, ids) => ids.forEach((id) => team.members.delete(id)))(ask);
				return done();
			},
		},
	];
	const words: readonly Endpoint[] = [
		{
			method: 'GET',
			path: '/labels',
			handle: () => json({ payload: [...state.labels.values()].map(shownLabel) }),
		},
		{ method: 'POST', path: '/labels', body: 'label', administrator: true, handle: createLabel },
		{ method: 'DELETE', path: '/labels/:id', administrator: true, handle: remove(state.labels) },
		{ method: 'GET', path: '/canned_responses', query: 'cannedResponses', handle: listCannedResponses },
		{ method: 'POST', path: '/canned_responses', body: 'cannedResponse', handle: createCannedResponse },
		{
			method: 'GET',
			path: '/custom_attribute_definitions',
			query: 'definitions',
			handle: ({ call }) => {
				const model = wordOf(MODELS, call.query.attribute_model);
				const fitting = [...state.definitions.values()].filter(
					(definition) => isBlank(call.query.attribute_model) || definition.attribute_model === model,
				);
				return json(fitting.map(shownDefinition));
			},
		},
		{
			method: 'POST',
			path: '/custom_attribute_definitions',
			body: 'definition',
			administrator: true,
			handle: define,
		},
		{
			method: 'DELETE',
			path: '/custom_attribute_definitions/:id',
			administrator: true,
			handle: remove(state.definitions, empty(204)),
		},
	];
	return accountRoutes(installation, [...teams, ...words]);
};
