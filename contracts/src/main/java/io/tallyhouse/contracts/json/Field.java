package io.tallyhouse.contracts.json;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One field of a {@link JsonInput}: present, absent, or present with a fault that is already noted. */
public final class Field<T> {
    private final JsonInput input;
    private final String name;
    private final @Nullable T value;
    private final boolean faulty;

    private Field(JsonInput input, String name, @Nullable T value, boolean faulty) {
        this.input = input;
        this.name = name;
        this.value = value;
        this.faulty = faulty;
    }

    static <T> Field<T> of(JsonInput input, String name, T value) {
        return new Field<>(input, name, value, false);
    }

    static <T> Field<T> absent(JsonInput input, String name) {
        return new Field<>(input, name, null, false);
    }

    static <T> Field<T> invalid(JsonInput input, String name) {
        return new Field<>(input, name, null, true);
    }

    /** Faults the field if it is absent. */
    public Field<T> required() {
        if (value == null && !faulty) {
            input.refuse(name, "is required");
            return invalid(input, name);
        }
        return this;
    }

    /** Faults the field if it has a value that {@code rule} refuses; the detail is the value and {@code mend}. */
    public Field<T> check(Predicate<T> rule, String mend) {
        if (value != null && !rule.test(value)) {
            input.refuse(name, "'" + value + "' " + mend);
            return invalid(input, name);
        }
        return this;
    }

    public <R> Field<R> map(Function<T, R> mapping) {
        return new Field<>(input, name, value == null ? null : mapping.apply(value), faulty);
    }

    public boolean isPresent() {
        return value != null;
    }

    public boolean isAbsent() {
        return value == null && !faulty;
    }

    public Optional<T> optional() {
        return Optional.ofNullable(value);
    }

    public T or(T absentValue) {
        return value == null ? absentValue : value;
    }

    /** The value; call it only where {@link JsonInput#build} has established that there is no fault. */
    public T get() {
        if (value == null) {
            throw new IllegalStateException("field '" + name + "' is read without having been required");
        }
        return value;
    }
}
