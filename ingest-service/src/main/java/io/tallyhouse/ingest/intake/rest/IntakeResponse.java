package io.tallyhouse.ingest.intake.rest;

import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.ingest.intake.EventVerdict;
import io.tallyhouse.ingest.intake.EventVerdict.Valid;
import io.tallyhouse.ingest.intake.IntakeReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a request's events: the first three and the errors add up to what was sent. */
@Schema(name = "IntakeResponse")
record IntakeResponse(
        @Schema(description = "Events that are stored for good now")
        int accepted,

        @Schema(
                description =
                        "Events that may have been counted too long ago to be remembered, while that cannot be looked up;"
                                + " stored, and counted once they are released")
        int quarantined,

        @Schema(description = "Events that repeat, unchanged, the one of the same identity before them")
        int duplicatesInRequest,

        @Schema(description = "Events that were refused, with every fault of each")
        List<EventErrors> errors,

        @Schema(
                description =
                        "Ids made for events that were sent without one; send them with it if they are sent again")
        List<MadeId> madeIds) {
    /** The id of an event that was sent without one. */
    @Schema(name = "MadeId")
    record MadeId(
            @Schema(description = "Place in the request, from 0")
            int index,

            String id) {}

    /** The faults of one event. */
    @Schema(name = "EventErrors")
    record EventErrors(
            @Schema(description = "Place in the request, from 0")
            int index,

            Optional<String> id,

            @Schema(description = "Pointers start at the event")
            List<Violation> errors) {}

    /** @param verdicts on the events as sent */
    static IntakeResponse from(IntakeReceipt receipt, List<EventVerdict> verdicts) {
        return new IntakeResponse(
                receipt.accepted(),
                receipt.quarantined(),
                receipt.duplicatesInRequest(),
                errors(receipt),
                madeIds(verdicts));
    }

    static List<MadeId> madeIds(List<EventVerdict> verdicts) {
        List<MadeId> made = new ArrayList<>(0);
        for (int index = 0; index < verdicts.size(); index++) {
            if (verdicts.get(index) instanceof Valid valid && valid.isNamedHere()) {
                made.add(new MadeId(index, valid.event().identity().id()));
            }
        }
        return made;
    }

    static List<EventErrors> errors(IntakeReceipt receipt) {
        return receipt.errors().stream()
                .map(refused -> new EventErrors(refused.index(), refused.id(), refused.errors()))
                .toList();
    }
}
