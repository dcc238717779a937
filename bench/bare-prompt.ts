import inquirer from 'inquirer';

/** What the quiz's keys are held against: inquirer's own input, and nothing else. */
await inquirer.prompt([{ type: 'input', name: 'line', message: 'type' }]);
