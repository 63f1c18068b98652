package io.tallyhouse.stack.importing;

import java.nio.file.Path;

/**
 * @param errors where refused records stand, if there are any
 * @param doneBefore true if an earlier run had imported all, and this one did nothing
 */
public record ImportResult(ImportTotals totals, Path errors, boolean doneBefore) {}
