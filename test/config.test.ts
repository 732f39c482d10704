import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { misspelt } from '../src/misspelt.ts'

const http = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret-1' }
const socket = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
const refusal = (env: Record<string, string>) => {
  try {
    readConfig(env)
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return ''
}

describe('The way to Slack', () => {
  it('is HTTP with a signing secret', () => {
    expect(readConfig(http).connection).toEqual({
      mode: 'http',
      botToken: 'xoxb-1',
      signingSecret: 'secret-1',
    })
  })

  it('is Socket Mode with an app token, with or without a signing secret', () => {
    const connection = { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' }
    expect(readConfig(socket).connection).toEqual(connection)
    expect(readConfig({ ...socket, ...http }).connection).toEqual(connection)
  })

  it('is HTTP when the app token is empty, as an .env file leaves it', () => {
    expect(readConfig({ ...http, SLACK_APP_TOKEN: '' }).connection.mode).toBe('http')
  })

  it.each([
    [{}, /SLACK_BOT_TOKEN and SLACK_APP_TOKEN .*SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /^SLACK_SIGNING_SECRET is missing .*SLACK_APP_TOKEN/],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN is missing/],
    [{ SLACK_SIGNING_SECRET: 's' }, /^SLACK_BOT_TOKEN is missing/],
    [{ SLACK_SIGNING_SECRET: 's', SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN is missing/],
  ])('is asked for with only %o', (env, said) => {
    expect(refusal(env)).toMatch(said)
  })

  it('is refused with swapped tokens, without repeating them', () => {
    const said = refusal({ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' })
    expect(said.split('\n')).toEqual([
      'SLACK_BOT_TOKEN: must start with xoxb-',
      'SLACK_APP_TOKEN: must start with xapp-',
    ])
  })
})

describe('SLACK_API_URL', () => {
  it.each([
    ['https://slack.example/api', 'https://slack.example/api/'],
    ['https://slack.example/api/', 'https://slack.example/api/'],
    ['http://localhost:4000/api', 'http://localhost:4000/api/'],
    ['http://127.0.0.1:4000/api/', 'http://127.0.0.1:4000/api/'],
    ['http://[::1]:4000/api/', 'http://[::1]:4000/api/'],
  ])('may be %s', (url, taken) => {
    expect(readConfig({ ...http, SLACK_API_URL: url }).apiUrl).toBe(taken)
  })

  it.each([
    'http://slack.example/api/',
    'http://localhost.example/',
    'http://127.0.0.1.example/',
    'ftp://localhost/',
    'slack',
  ])('may not be %s, which would send the token unencrypted or nowhere', url => {
    expect(refusal({ ...http, SLACK_API_URL: url })).toMatch(/^SLACK_API_URL: must be/)
  })
})

describe('Other variables', () => {
  it('have a default', () => {
    expect(readConfig(http)).toMatchObject({
      apiUrl: undefined,
      host: '0.0.0.0',
      port: 3000,
      databaseUrl: 'sqlite://./data/shensu.sqlite',
      ruleBook: undefined,
      holidays: undefined,
      adminUser: undefined,
      heartbeatUrl: undefined,
      logLevel: 'info',
    })
  })

  it('have the same default when empty', () => {
    const empty = {
      HOST: '',
      PORT: '',
      DATABASE_URL: '',
      RULE_BOOK: '',
      HOLIDAYS: '',
      ADMIN_USER: '',
      HEARTBEAT_URL: '',
      LOG_LEVEL: '',
    }
    expect(readConfig({ ...http, ...empty })).toEqual(readConfig(http))
  })

  it.each(['0', '1', '65535'])('PORT may be %s', port => {
    expect(readConfig({ ...http, PORT: port }).port).toBe(Number(port))
  })

  it.each(['-1', '65536', '80.5', 'http'])('PORT may not be %s', port => {
    expect(refusal({ ...http, PORT: port })).toMatch(/^PORT: /)
  })

  it.each(['https://hc.example/ping/1?x=2', 'http://10.0.0.5:8080/beat'])('HEARTBEAT_URL may be %s', url => {
    expect(readConfig({ ...http, HEARTBEAT_URL: url }).heartbeatUrl).toBe(url)
  })

  it.each(['hc.example/ping', 'ftp://hc.example', 'javascript:alert(1)'])(
    'HEARTBEAT_URL may not be %s',
    url => {
      expect(refusal({ ...http, HEARTBEAT_URL: url })).toMatch(/^HEARTBEAT_URL: must be/)
    },
  )

  it('are refused with one line for each mistake', () => {
    const wrong = { ...http, PORT: 'x', ADMIN_USER: 'lin', LOG_LEVEL: 'loud' }
    expect(
      refusal(wrong)
        .split('\n')
        .map(line => line.split(':')[0]),
    ).toEqual(['PORT', 'ADMIN_USER', 'LOG_LEVEL'])
  })

  it('are refused together with those that are missing', () => {
    const said = refusal({ SLACK_BOT_TOKEN: 'bot', PORT: 'x' })
    expect(said.split('\n').map(line => line.split(/:| is/)[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'PORT',
      'SLACK_SIGNING_SECRET',
    ])
  })
})

describe('The value of a variable', () => {
  it('is read without the blanks, line ends and one pair of quotes that an .env file leaves', () => {
    const padded = {
      SLACK_BOT_TOKEN: ' xoxb-1\r\n',
      SLACK_SIGNING_SECRET: '\t"secret-1" ',
      SLACK_API_URL: ' https://slack.example/api ',
      PORT: ' 8080 ',
      HOST: "'127.0.0.1'",
      DATABASE_URL: '\u00a0sqlite://./data/a b.sqlite\ufeff',
      RULE_BOOK: ' "book one.yaml"',
      ADMIN_USER: 'U012AB3CD ',
      LOG_LEVEL: 'warn ',
    }
    expect(readConfig(padded)).toMatchObject({
      connection: { mode: 'http', botToken: 'xoxb-1', signingSecret: 'secret-1' },
      apiUrl: 'https://slack.example/api/',
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: 'sqlite://./data/a b.sqlite',
      ruleBook: 'book one.yaml',
      adminUser: 'U012AB3CD',
      logLevel: 'warn',
    })
  })

  it('is unset if it is blank', () => {
    expect(refusal({ ...http, SLACK_BOT_TOKEN: ' \n' })).toContain('SLACK_BOT_TOKEN is missing')
    expect(readConfig({ ...http, PORT: '  ', LOG_LEVEL: '""' })).toEqual(readConfig(http))
  })

  it('keeps the blanks and quotes inside', () => {
    expect(readConfig({ ...http, RULE_BOOK: `it's "here".yaml` }).ruleBook).toBe(`it's "here".yaml`)
  })
})

describe('A misspelt variable', () => {
  it.each([
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_UR', 'DATABASE_URL'],
    ['DATABASEURL', 'DATABASE_URL'],
    ['DATABASE-URL', 'DATABASE_URL'],
    ['database_url', 'DATABASE_URL'],
    ['SLACK_BOT_TOKN', 'SLACK_BOT_TOKEN'],
    ['SLAK_BOT_TOKEN', 'SLACK_BOT_TOKEN'],
    ['SLACK_TOKEN_BOT', undefined],
    ['SLACK_SIGNING_SECERT', 'SLACK_SIGNING_SECRET'],
    ['SLACK_SINGING_SECRET', 'SLACK_SIGNING_SECRET'],
    ['SLACK_APP_TOKENS', 'SLACK_APP_TOKEN'],
    ['SLACK_API_URI', 'SLACK_API_URL'],
    ['RULEBOOK', 'RULE_BOOK'],
    ['RULES_BOOK', 'RULE_BOOK'],
    ['HOLIDAY', 'HOLIDAYS'],
    ['ADMIN_USERS', 'ADMIN_USER'],
    ['HEARTBEET_URL', 'HEARTBEAT_URL'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['PROT', 'PORT'],
    ['Port', 'PORT'],
  ])('%s is taken to mean %s', (name, meant) => {
    expect(misspelt({ [name]: 'x' })).toEqual(meant === undefined ? [] : [{ name, meant }])
  })

  it.each([
    ...[
      'HOSTNAME',
      'HOSTS',
      'PORTS',
      'PATH',
      'POST',
      'SORT',
      'MOST',
      'HOME',
      'PORT_3000_TCP',
      'SHELL',
      'LANG',
    ],
    ...['ADMIN_PASS', 'ADMIN_URL', 'DATABASE_USER', 'DATABASE_HOST', 'LOG_FILE', 'LOGNAME', 'RULES', 'TZ'],
    ...[
      'NODE_ENV',
      'NODE_OPTIONS',
      'npm_config_prefix',
      'SLACK_CLIENT_ID',
      'SLACK_CLIENT_SECRET',
      'SLACK_STATE_SECRET',
    ],
    ...['SLACK_CHANNEL', 'SLACK_TEAM', 'SLACK_WEBHOOK_URL', 'SLACK_USER_TOKEN', 'REDIS_URL', 'BASE_URL'],
  ])('%s is not taken for another', name => {
    expect(misspelt({ [name]: 'x' })).toEqual([])
  })

  it('is named even if the correct one is set, but not if it is empty', () => {
    const both = { DATABSE_URL: 'x', DATABASE_URL: 'sqlite:///a' }
    expect(misspelt(both)).toEqual([{ name: 'DATABSE_URL', meant: 'DATABASE_URL' }])
    expect(misspelt({ DATABSE_URL: '' })).toEqual([])
  })
})
