package io.tallyhouse.kit.rest;

import java.util.Optional;

/** The first answer to a claim, as it is given again. */
record StoredAnswer(
        int status, Optional<String> contentType, Optional<String> location, Optional<String> etag, byte[] body) {}
