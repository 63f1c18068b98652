package io.tallyhouse.catalog.rest.desk;

import io.tallyhouse.catalog.shelf.ShelfWalk;
import io.tallyhouse.contracts.json.InvalidInput;
import io.tallyhouse.contracts.problem.Violation;
import io.tallyhouse.kit.rest.PageRequest;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which records a list names. */
public final class ListParameters {
    @QueryParam("includeArchived")
    @Parameter(description = "`true` lists archived items too.")
    @Nullable
    public String includeArchived;

    ShelfWalk walk(PageRequest page) {
        return new ShelfWalk(page.bound(), page.before().isPresent(), page.fetchSize(), archivedToo());
    }

    private boolean archivedToo() {
        return flag("includeArchived", includeArchived);
    }

    /** What a query parameter says that is {@code true} or {@code false}; false if it is not given. */
    public static boolean flag(String name, @Nullable String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.equals("true")) {
            return true;
        }
        throw new InvalidInput(List.of(new Violation("?" + name, "'" + text + "' must be true or false")));
    }
}
