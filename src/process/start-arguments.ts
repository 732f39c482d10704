const help = `npm start：运行申诉管家。未设置任何 SLACK_ 开头的环境变量时，在本机打开一个试用工作区。
没有命令行选项；环境变量见 docs/operating.md。

npm start: runs Shensu on Slack; without any SLACK_* variable, in a workspace on this machine to try it in.
It takes no options; docs/operating.md lists the environment variables.
`

type Answer = { status: number; stdout: string; stderr: string }

/** The output and exit status for arguments that do not start the app; `undefined`: start it. */
export function answerTo(args: string[]): Answer | undefined {
  const unknown = args.find(arg => arg !== '--help' && arg !== '-h')
  if (unknown !== undefined) {
    const stderr = `未知参数：${unknown}。用法见 --help。\nUnknown argument: ${unknown}. See --help.\n`
    return { status: 2, stdout: '', stderr }
  }
  return args.length > 0 ? { status: 0, stdout: help, stderr: '' } : undefined
}
