package io.tallyhouse.ingest.archive.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tallyhouse.contracts.route.Service;
import io.tallyhouse.ingest.archive.MappedSubjects;
import io.tallyhouse.kernel.id.TenantId;
import io.tallyhouse.kit.call.ServiceCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@link MappedSubjects} by asking catalog-service. */
@ApplicationScoped
class AskedSubjects implements MappedSubjects {
    private static final String PATH = "/internal/unmapped-subjects?";
    /** Longer request lines are refused. */
    private static final int LENGTH_MAX = 3_500;

    private final ServiceCalls calls;

    AskedSubjects(ServiceCalls calls) {
        this.calls = calls;
    }

    @Override
    public Uni<Set<String>> unmapped(TenantId tenant, Set<String> subjects) {
        return Multi.createFrom()
                .iterable(questions(subjects))
                .onItem()
                .transformToUniAndConcatenate(question -> calls.read(Service.CATALOG, tenant, question, String[].class))
                .collect()
                .<Set<String>>in(
                        HashSet::new, (unmapped, answer) -> answer.map(List::of).ifPresent(unmapped::addAll));
    }

    private static List<String> questions(Set<String> subjects) {
        List<String> questions = new ArrayList<>();
        StringBuilder question = new StringBuilder(PATH);
        for (String subject : new TreeSet<>(subjects)) {
            String parameter = "subject=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
            if (question.length() > PATH.length() && question.length() + parameter.length() > LENGTH_MAX) {
                questions.add(question.toString());
                question.setLength(PATH.length());
            }
            question.append(question.length() > PATH.length() ? "&" : "").append(parameter);
        }
        questions.add(question.toString());
        return questions;
    }
}
