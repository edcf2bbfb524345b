import type { JSX } from 'preact';
import type { Tickets as TicketsState } from '../types.ts';
import { TicketIcon } from './icons.tsx';
import { Empty, Panel, Pill } from './parts.tsx';

interface TicketsProps {
	readonly tickets: TicketsState;
	readonly shown: boolean;
}

const List = ({ tickets: { tickets, customers } }: Pick<TicketsProps, 'tickets'>): JSX.Element => (
	<div class="scroll" tabIndex={0} role="region" aria-label="List of tickets and customers">
		{tickets.length === 0 ? null : (
			<ul class="sheets">
				{tickets.map(({ id, subject, customer, reference }) => (
					<li key={id} class="sheet sheet-ticket">
						<h3>{subject}</h3>
						{customer === '' ? null : <p>{customer}</p>}
						<p class="code">{reference}</p>
					</li>
				))}
			</ul>
		)}
		{customers.length === 0 ? null : (
			<>
				<h3 class="group">Customers</h3>
				<ul class="sheets">
					{customers.map(({ id, name, facts, tags }) => (
						<li key={id} class="sheet">
							<h4>{name}</h4>
							<dl class="facts">
								{facts.map(([key, value]) => (
									<div key={key}>
										<dt>{key}</dt>
										<dd>{value}</dd>
									</div>
								))}
							</dl>
							{tags.length === 0 ? null : (
								<p class="pills" aria-label="Tags">
									{tags.map((tag) => (
										<Pill key={tag}>{tag}</Pill>
									))}
								</p>
							)}
						</li>
					))}
				</ul>
			</>
		)}
	</div>
);

/** What AICX knows. */
export const Tickets = ({ tickets, shown }: TicketsProps): JSX.Element => (
	<Panel name="tickets" station="aicx" title="Tickets" service="AICX" icon={<TicketIcon />} shown={shown}>
		{tickets.tickets.length + tickets.customers.length === 0 ? (
			<Empty>No ticket yet. An escalation opens one.</Empty>
		) : (
			<List tickets={tickets} />
		)}
	</Panel>
);
