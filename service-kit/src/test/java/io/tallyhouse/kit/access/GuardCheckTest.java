package io.tallyhouse.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallyhouse.contracts.access.Scope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import java.lang.reflect.Method;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuardCheckTest {
    static class Forgetful {
        @GET
        @RequiresScope(Scope.READ)
        public String guarded() {
            return "";
        }

        @POST
        public String open() {
            return "";
        }

        public String noResource() {
            return "";
        }
    }

    @ServiceOnly
    static class Internal extends Forgetful {
        @GET
        @OperatorOnly
        public String operators() {
            return "";
        }
    }

    @Test
    void a_resource_method_without_a_mark_is_found() {
        assertThat(GuardCheck.openMethods(Forgetful.class)).containsExactly("Forgetful.open");
    }

    @Test
    void a_mark_on_the_class_holds_for_methods_without_their_own() throws NoSuchMethodException {
        Method open = Internal.class.getMethod("open");
        Method operators = Internal.class.getMethod("operators");

        assertThat(GuardCheck.openMethods(Internal.class)).isEmpty();
        assertThat(Guard.of(Internal.class, open)).contains(new Guard.ServiceGuard());
        assertThat(Guard.of(Internal.class, operators)).contains(new Guard.OperatorGuard());
    }
}
