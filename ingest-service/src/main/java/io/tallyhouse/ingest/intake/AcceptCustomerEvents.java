package io.tallyhouse.ingest.intake;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.usage.EventIdentity;
import io.tallyhouse.ingest.intake.EventSubjects.Standing;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.IntakeReceipt.RefusedEvent;
import io.tallyhouse.kernel.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Accepts events whose id alone is their identity: one sent again under another subject moves there, and one sent under
 * the subject {@link #VOID} counts nowhere.
 *
 * <p>In the log, identities have a subject. So a move voids the event where it stood, appends it where it stands now,
 * and restores it there, for it may have been moved away from there before. Each step may be repeated: a sender without
 * an answer sends again, and what was noted before the first step tells what is to be voided.
 */
@ApplicationScoped
public class AcceptCustomerEvents {
    /** The subject of events that count nowhere. */
    public static final String VOID = "VOID";

    /** Each looks up the archive. */
    private static final int STEPS_AT_ONCE = 4;

    private final AcceptEvents acceptEvents;
    private final VoidEvent voidEvent;
    private final RestoreEvent restoreEvent;
    private final EventSubjects eventSubjects;

    public AcceptCustomerEvents(
            AcceptEvents acceptEvents, VoidEvent voidEvent, RestoreEvent restoreEvent, EventSubjects eventSubjects) {
        this.acceptEvents = acceptEvents;
        this.voidEvent = voidEvent;
        this.restoreEvent = restoreEvent;
        this.eventSubjects = eventSubjects;
    }

    /** Completes when the log has all valid events and their moves; fails as {@link UsageLog#append} does. */
    public Uni<IntakeReceipt> execute(List<EventVerdict> verdicts) {
        Uni<IntakeReceipt> taken = Uni.createFrom().item(new IntakeReceipt(0, 0, 0, List.of()));
        for (Part part : parts(verdicts)) {
            taken = taken.chain(before -> take(part).map(receipt -> sum(before, receipt)));
        }
        return taken;
    }

    private static IntakeReceipt sum(IntakeReceipt before, IntakeReceipt receipt) {
        List<RefusedEvent> errors = new ArrayList<>(before.errors());
        errors.addAll(receipt.errors());
        return new IntakeReceipt(
                before.accepted() + receipt.accepted(),
                before.quarantined() + receipt.quarantined(),
                before.duplicatesInRequest() + receipt.duplicatesInRequest(),
                errors);
    }

    /** Events in which no id has two subjects: an event that moves twice in one request is in two parts. */
    private static final class Part {
        private final Map<String, String> subjects = new HashMap<>();
        private final List<EventVerdict> verdicts = new ArrayList<>();
        /** Of {@link #verdicts} in the request. */
        private final List<Integer> places = new ArrayList<>();

        private Optional<Common> common = Optional.empty();
        private int voids;

        boolean takes(EventVerdict verdict) {
            return !(verdict instanceof Valid valid)
                    || subject(valid).equals(subjects.getOrDefault(id(valid), subject(valid)));
        }

        void add(int place, EventVerdict verdict) {
            if (verdict instanceof Valid valid) {
                subjects.put(id(valid), subject(valid));
                common = Optional.of(
                        new Common(valid.event().tenant(), valid.event().acceptedAt()));
                if (subject(valid).equals(VOID)) {
                    voids++;
                    return;
                }
            }
            verdicts.add(verdict);
            places.add(place);
        }

        IntakeReceipt inRequest(IntakeReceipt receipt) {
            List<RefusedEvent> errors = receipt.errors().stream()
                    .map(error -> new RefusedEvent(places.get(error.index()), error.id(), error.errors()))
                    .toList();
            return new IntakeReceipt(
                    receipt.accepted() + voids, receipt.quarantined(), receipt.duplicatesInRequest(), errors);
        }

        private static String id(Valid valid) {
            return valid.event().identity().id();
        }

        private static String subject(Valid valid) {
            return valid.event().identity().subject();
        }
    }

    private static List<Part> parts(List<EventVerdict> verdicts) {
        List<Part> parts = new ArrayList<>();
        Part part = new Part();
        parts.add(part);
        for (int place = 0; place < verdicts.size(); place++) {
            if (!part.takes(verdicts.get(place))) {
                part = new Part();
                parts.add(part);
            }
            part.add(place, verdicts.get(place));
        }
        return parts;
    }

    /** When and for whom: the same for all events of a request. */
    private record Common(TenantId tenant, Instant acceptedAt) {
        EventIdentity identity(String subject, String id) {
            return new EventIdentity(tenant, subject, EventShape.CUSTOMER_EVENT_SOURCE, id);
        }
    }

    private Uni<IntakeReceipt> take(Part part) {
        return part.common.map(common -> note(part, common)).orElseGet(() -> append(part));
    }

    private Uni<IntakeReceipt> note(Part part, Common common) {
        return eventSubjects.note(common.tenant(), part.subjects).chain(moved -> {
            if (moved.isEmpty()) {
                return append(part);
            }
            Map<String, String> subjects = new HashMap<>(part.subjects);
            subjects.keySet().retainAll(moved);
            return eventSubjects.settle(common.tenant(), subjects, standings -> {
                Moves moves = Moves.of(common, subjects, standings);
                return each(moves.voids(), identity -> voidEvent.execute(identity, common.acceptedAt()))
                        .chain(() -> append(part))
                        .call(() -> each(
                                moves.restores(), identity -> restoreEvent.execute(identity, common.acceptedAt())));
            });
        });
    }

    private Uni<IntakeReceipt> append(Part part) {
        return acceptEvents.execute(part.verdicts).map(part::inRequest);
    }

    private record Moves(List<EventIdentity> voids, List<EventIdentity> restores) {
        static Moves of(Common common, Map<String, String> subjects, Map<String, Standing> standings) {
            List<EventIdentity> voids = new ArrayList<>();
            List<EventIdentity> restores = new ArrayList<>();
            subjects.forEach((id, subject) -> {
                Standing standing = standings.getOrDefault(id, new Standing(subject, List.of()));
                boolean staysHere = standing.subject().equals(subject);
                // another request has moved it on: it must not count here, where it is appended late
                List<String> left = staysHere ? standing.left() : List.of(subject);
                left.stream()
                        .filter(former -> !former.equals(VOID))
                        .forEach(former -> voids.add(common.identity(former, id)));
                if (staysHere && !subject.equals(VOID)) {
                    restores.add(common.identity(subject, id));
                }
            });
            return new Moves(voids, restores);
        }
    }

    private static <T> Uni<Void> each(List<EventIdentity> identities, Function<EventIdentity, Uni<T>> step) {
        List<Uni<T>> steps = identities.stream().map(step).toList();
        return steps.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(steps)
                        .usingConcurrencyOf(STEPS_AT_ONCE)
                        .andFailFast()
                        .replaceWithVoid();
    }
}
