/** Event classes by event type: the map that types `addEventListener`. */
export type EventMap<Events> = { readonly [Type in keyof Events]: Event };

type Listener<Target, E extends Event> = ((this: Target, event: E) => void) | { handleEvent(event: E): void };

/**
 * An `EventTarget` whose events are known by type.
 *
 * @example
 * class Clock extends TypedEventTarget<{ tick: TickEvent }> {}
 * new Clock().addEventListener('tick', (event) => console.log(event.count));
 */
export class TypedEventTarget<Events extends EventMap<Events>> extends EventTarget {
  declare addEventListener: <Type extends keyof Events & string>(
    type: Type,
    listener: Listener<this, Events[Type]> | null,
    options?: boolean | AddEventListenerOptions,
  ) => void;

  declare removeEventListener: <Type extends keyof Events & string>(
    type: Type,
    listener: Listener<this, Events[Type]> | null,
    options?: boolean | EventListenerOptions,
  ) => void;
}
