/** What a metric counts, as all services pass it to each other. Does not own how events change windows. */
package io.tallyhouse.contracts.metric;
