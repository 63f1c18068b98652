package io.tallyhouse.benchmarks.machine;

import java.util.ArrayList;
import java.util.List;

/** Figures of one benchmark as a Markdown table, with remarks below. */
public final class Table {
    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    public Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /** One cell for each column. */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for the columns " + columns);
        }
        rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    public Table remark(String remark) {
        remarks.add(remark);
        return this;
    }

    public String markdown() {
        StringBuilder text = new StringBuilder("### " + title + "\n\n");
        line(text, columns);
        line(
                text,
                columns.stream()
                        .map(column -> columns.indexOf(column) == 0 ? "---" : "---:")
                        .toList());
        rows.forEach(row -> line(text, row));
        text.append('\n');
        remarks.forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
