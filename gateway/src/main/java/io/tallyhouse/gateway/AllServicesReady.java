package io.tallyhouse.gateway;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.route.Service;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The whole is ready once every service says that it is. */
@Readiness
@ApplicationScoped
public class AllServicesReady implements AsyncHealthCheck {
    private final ServiceGets services;

    AllServicesReady(ServiceGets services) {
        this.services = services;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        List<Uni<Boolean>> answers =
                Arrays.stream(Service.values()).map(this::isReady).toList();
        return Uni.join().all(answers).andCollectFailures().map(AllServicesReady::response);
    }

    private Uni<Boolean> isReady(Service service) {
        return services.get(service, "/q/health/ready")
                .map(answer -> answer.status() == 200)
                .onFailure()
                .recoverWithItem(false);
    }

    private static HealthCheckResponse response(List<Boolean> ready) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("services");
        IntStream.range(0, ready.size())
                .forEach(index -> response.withData(
                        Service.values()[index].moduleName(), ready.get(index) ? "ready" : "not ready"));
        return response.status(!ready.contains(false)).build();
    }
}
