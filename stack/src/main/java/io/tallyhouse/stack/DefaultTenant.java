package io.tallyhouse.stack;

/** Sandbox tenant {@code default}, made when a stack first comes up; its key lies in {@code access-key} (0600). */
final class DefaultTenant {
    static final String KEY_FILE = "access-key";

    private DefaultTenant() {}

    /** The key of the tenant, which is made if it does not exist yet. */
    static String accessKey(Stack stack, StateFolder state) {
        return state.read(KEY_FILE).orElseGet(() -> {
            ApiClient operator = new ApiClient(stack.gateway(), stack.operatorKey());
            ApiClient.Answer answer = operator.post(
                    "/v1/tenants", "{\"id\":\"default\",\"name\":\"Default sandbox\",\"mode\":\"SANDBOX\"}");
            if (answer.status() != 201) {
                throw new StackException("the default tenant could not be made: " + answer.status() + " "
                        + answer.text() + "; if its key was lost, ./tallyhouse reset starts afresh");
            }
            String key = answer.json().path("accessKey").asText();
            state.writePrivate(KEY_FILE, key);
            return key;
        });
    }
}
