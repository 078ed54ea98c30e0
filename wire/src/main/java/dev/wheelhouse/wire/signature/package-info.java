/**
 * Signature Version 4: who signed a request, and whether it is the one that was signed. Source:
 * "AWS Signature Version 4 for API requests" in the IAM User Guide and "Authenticating Requests
 * (AWS Signature Version 4)" in the S3 API Reference.
 */
@NullMarked
package dev.wheelhouse.wire.signature;

import org.jspecify.annotations.NullMarked;
