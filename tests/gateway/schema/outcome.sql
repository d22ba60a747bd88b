-- Whether anything is known yet about how a request ended.
CREATE FUNCTION fn_is_message_request_finalized(
  blocked_by varchar, status_code integer, error_message text, provider_chain jsonb
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT blocked_by IS NOT NULL
      OR status_code IS NOT NULL
      OR COALESCE(error_message, '') <> ''
      OR COALESCE(last ->> 'reason', '') IN (
           'request_success', 'retry_success', 'retry_failed', 'system_error', 'resource_not_found',
           'client_error_non_retryable', 'concurrent_limit_failed', 'hedge_winner', 'hedge_loser_cancelled',
           'hedge_loser_billed', 'client_abort')
      OR jsonb_typeof(last -> 'statusCode') IS NOT DISTINCT FROM 'number'
      OR COALESCE(last ->> 'errorMessage', '') <> ''
  FROM (SELECT CASE WHEN jsonb_typeof(provider_chain) = 'array' THEN provider_chain -> -1 END AS last) AS chain
$$;

-- 'success', 'failure', 'excluded' (says nothing about a provider), or NULL while it is open. The first match wins.
CREATE FUNCTION fn_compute_message_request_success_rate_outcome(
  blocked_by varchar, status_code integer, error_message text, provider_chain jsonb
) RETURNS varchar LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN NOT fn_is_message_request_finalized(blocked_by, status_code, error_message, provider_chain) THEN NULL
    WHEN blocked_by IS NOT NULL THEN 'excluded'
    WHEN jsonb_typeof(last -> 'errorDetails') = 'object' AND last -> 'errorDetails' ? 'matchedRule' THEN 'excluded'
    WHEN COALESCE(last_status, status_code) IN (404, 499) THEN 'excluded'
    WHEN reason IN (
      'resource_not_found', 'concurrent_limit_failed', 'hedge_loser_cancelled', 'hedge_loser_billed',
      'client_error_non_retryable', 'client_abort') THEN 'excluded'
    WHEN error LIKE '%no available provider%' THEN 'excluded'
    WHEN error LIKE ANY (ARRAY[
      '%insufficient quota%', '%quota exceeded%', '%rate limit%', '%rate\_limit%', '%concurrency limit%',
      '%concurrent limit%', '%limit exceeded%']) THEN 'excluded'
    WHEN reason IN ('request_success', 'retry_success', 'hedge_winner')
      OR COALESCE(last_status, status_code) BETWEEN 200 AND 399 THEN 'success'
    WHEN reason IN (
      'session_reuse', 'initial_selection', 'hedge_triggered', 'hedge_launched', 'client_restriction_filtered',
      'http2_fallback')
      AND last_status IS NULL AND COALESCE(error, '') = '' THEN NULL
    ELSE 'failure'
  END
  FROM (SELECT CASE WHEN jsonb_typeof(provider_chain) = 'array' THEN provider_chain -> -1 END AS last) AS chain
  CROSS JOIN LATERAL (
    SELECT last ->> 'reason' AS reason,
           CASE WHEN jsonb_typeof(last -> 'statusCode') = 'number' THEN (last ->> 'statusCode')::numeric END AS last_status,
           lower(COALESCE(last ->> 'errorMessage', error_message)) AS error
  ) AS attempt
$$;
