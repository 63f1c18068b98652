/** Which service answers which path. The gateway routes by this table; the most literal template wins. */
package io.tallyhouse.contracts.route;
