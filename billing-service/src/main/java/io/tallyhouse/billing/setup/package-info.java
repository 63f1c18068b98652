/** Wiring: settings, and the loops that drive the runs. The only place here that knows of threads. */
package io.tallyhouse.billing.setup;
