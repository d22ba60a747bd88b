CREATE TYPE daily_reset_mode AS ENUM ('fixed', 'rolling');
CREATE TYPE notification_type AS ENUM ('circuit_breaker', 'daily_leaderboard', 'cost_alert', 'cache_hit_rate_alert');
CREATE TYPE webhook_provider_type AS ENUM ('wechat', 'feishu', 'dingtalk', 'telegram', 'custom');
