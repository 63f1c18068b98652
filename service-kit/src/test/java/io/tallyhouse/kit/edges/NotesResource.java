package io.tallyhouse.kit.edges;

import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.access.Scope;
import io.tallyhouse.contracts.clock.TenantClocks;
import io.tallyhouse.contracts.json.Field;
import io.tallyhouse.contracts.json.JsonInput;
import io.tallyhouse.kit.access.CurrentCaller;
import io.tallyhouse.kit.access.OperatorOnly;
import io.tallyhouse.kit.access.RequiresScope;
import io.tallyhouse.kit.access.ServiceOnly;
import io.tallyhouse.kit.rest.Answers;
import io.tallyhouse.kit.rest.ETags;
import io.tallyhouse.kit.rest.NewIds;
import io.tallyhouse.kit.rest.Page;
import io.tallyhouse.kit.rest.PageRequest;
import io.tallyhouse.kit.rest.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The smallest feature that has every edge. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class NotesResource {
    record Note(String id, long sequence, long version, String text) {}

    /** Executions by text of the note. */
    static final Map<String, AtomicInteger> EXECUTIONS = new ConcurrentHashMap<>();

    /** Texts whose creation waits until the test completes the future. */
    static final Map<String, CompletableFuture<Void>> GATES = new ConcurrentHashMap<>();

    private final Map<String, Note> notes = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final CurrentCaller caller;
    private final NewIds ids;
    private final TenantClocks clocks;

    NotesResource(CurrentCaller caller, NewIds ids, TenantClocks clocks) {
        this.caller = caller;
        this.ids = ids;
        this.clocks = clocks;
    }

    @POST
    @Path("v1/notes")
    @RequiresScope(Scope.CATALOG)
    public Uni<Response> create(JsonInput input, @QueryParam("other") String other) {
        Field<String> text = input.text("text").required();
        Field<Integer> size = input.integer("size", 1, 9);
        String content = input.build(text::get);
        size.optional();
        int execution =
                EXECUTIONS.computeIfAbsent(content, key -> new AtomicInteger()).incrementAndGet();
        String id = ids.next("note");
        CompletableFuture<Void> gate = GATES.getOrDefault(content, CompletableFuture.completedFuture(null));
        return Uni.createFrom().completionStage(gate).map(open -> {
            if (content.startsWith("fails once") && execution == 1) {
                throw new IllegalStateException("the database said: secret");
            }
            if (content.startsWith("conflict")) {
                throw ProblemException.conflict("execution " + execution);
            }
            Note note = new Note(id, sequence.incrementAndGet(), 1, content);
            notes.put(caller.tenant() + "/" + id, note);
            return Answers.created("/v1/notes/" + id, note.version(), note);
        });
    }

    @GET
    @Path("v1/notes")
    @RequiresScope(Scope.READ)
    public Page<Note> list(
            @QueryParam("limit") String limit, @QueryParam("after") String after, @QueryParam("before") String before) {
        PageRequest request = PageRequest.read(limit, after, before);
        boolean backwards = request.before().isPresent();
        Comparator<Note> newestFirst = Comparator.comparing(Note::sequence).reversed();
        List<Note> rows = notes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(caller.tenant() + "/"))
                .map(Map.Entry::getValue)
                .filter(note -> backwards ? note.sequence() > request.bound() : note.sequence() < request.bound())
                .sorted(backwards ? newestFirst.reversed() : newestFirst)
                .limit(request.fetchSize())
                .toList();
        return Page.of(request, rows, Note::sequence, note -> note);
    }

    @PUT
    @Path("v1/notes/{id}")
    @RequiresScope(Scope.CATALOG)
    public Response replace(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, JsonInput input) {
        Field<String> text = input.text("text").required();
        String content = input.build(text::get);
        Note changed = notes.compute(caller.tenant() + "/" + id, (key, note) -> {
            if (note == null) {
                throw ProblemException.notFound("note", id);
            }
            ETags.check(ifMatch, note.version());
            return new Note(id, note.sequence(), note.version() + 1, content);
        });
        return Answers.ok(changed.version(), changed);
    }

    @GET
    @Path("v1/now")
    @RequiresScope(Scope.READ)
    public Map<String, String> now() {
        return Map.of("now", clocks.now(caller.tenant()).toString());
    }

    @GET
    @Path("v1/broken")
    @RequiresScope(Scope.READ)
    public Uni<String> broken() {
        return Uni.createFrom().failure(new IllegalStateException("the database said: secret"));
    }

    @GET
    @Path("v1/trial-tenants")
    @OperatorOnly
    public Map<String, String> tenants() {
        return Map.of("caller", caller.keyId());
    }

    @GET
    @Path("internal/notes")
    @ServiceOnly
    public Map<String, String> internal() {
        return Map.of("tenant", caller.tenant().value());
    }
}
