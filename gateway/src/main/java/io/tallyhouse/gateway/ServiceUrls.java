package io.tallyhouse.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import io.tallyhouse.contracts.route.Service;
import java.net.URI;
import java.util.Map;

/** Where each service answers, by module name. */
@ConfigMapping(prefix = "tallyhouse.services")
public interface ServiceUrls {
    @WithParentName
    Map<String, Origin> origins();

    /** One service's address. */
    interface Origin {
        URI url();
    }

    default URI urlOf(Service service) {
        Origin origin = origins().get(service.moduleName());
        if (origin == null) {
            throw new IllegalStateException("tallyhouse.services." + service.moduleName() + ".url is not set");
        }
        return origin.url();
    }
}
