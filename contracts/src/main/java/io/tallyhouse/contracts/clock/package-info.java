/** What time it is for a tenant: wall time, or where a sandbox's test clock stands. */
package io.tallyhouse.contracts.clock;
